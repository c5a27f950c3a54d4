#include "studio.inc"
Colours("b9563b","d6b484","34506b")
#macro Grip() union { lathe { cubic_spline 12 <0,0>,<0,0>,<1.5,0>,<1.8,0.6>,<1.5,1.8>,<1.3,5>,<1.6,8>,<1.3,11>,<0.9,12.2>,<0,12.4>,<0,12.4>,<0,12.4> sturm Wood(CAccent) } torus { 1.4,0.14 translate y*2.6 Satin(CThird) } torus { 1.36,0.14 translate y*3.4 Satin(CThird) } } #end
#declare N=220;
#macro Pt(T) <(11-3.0*T)*cos(T*25.1)*(1+0.05*sin(T*40)),0.6+T*1.8+0.25*sin(T*61),(8.4-2.6*T)*sin(T*25.1)> #end
#declare WoodRot=<90,0,0>;
#declare Obj = union {
  union { #local I=0; #while (I<N) #local P=Pt(I/N); #local Q=Pt((I+1)/N); cone { P,0.55,Q,0.55 } sphere { Q,0.55 } #local I=I+1; #end texture { pigment { gradient x sine_wave color_map { [0 CMain*0.82][0.5 CMain][1 CMain*1.08] } scale 0.9 rotate y*35 } finish { diffuse 0.85 } } }
  object { Grip() rotate z*90 rotate y*18 translate <8,1.8,-9.5> } object { Grip() rotate z*-84 rotate y*34 translate <-9,3.2,3> } }
#declare BLo=<-12,0,-12>; #declare BHi=<12,4.6,9>; #declare Elev1=30; #declare Elev2=48;
Stage(Obj,-12,28,1.24)
