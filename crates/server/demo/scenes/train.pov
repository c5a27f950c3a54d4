#include "studio.inc"
Colours("b8432f","34506b","e3b04b")
#macro Wl(R) union { object { RCyl(-0.6,0.6,R,0.25) Wood(CBeech) } cylinder { -y*0.75,y*0.75,R*0.3 Satin(CThird) } rotate x*90 } #end
#macro Wagon(C) union { object { RBox(<-5.4,1.8,-3>,<5.4,3,3>,0.3) Wood(CBeech) } difference { object { RBox(<-5.2,2.9,-2.9>,<5.2,6.2,2.9>,0.4) } box { <-4.5,3.6,-2.3>,<4.5,9,2.3> } Satin(C) }
   #local I=0; #while (I<4) object { Wl(1.7) translate <(mod(I,2)?3.2:-3.2),1.7,(I>1?3.2:-3.2)> } #local I=I+1; #end 
   #local I=0; #while (I<5) cylinder { <-4.3+0.2*I,6.0+0.9*mod(I,2),-1.8+I*0.9>,<4.1,6.0+0.9*mod(I,2),-1.8+I*0.9>,0.75 Wood(COak) } #local I=I+1; #end } #end
#declare WoodRot=<0,90,0>;
#declare Obj = union {
  union { object { RBox(<-8,1.8,-3>,<6,3.2,3>,0.3) Wood(CBeech) } cylinder { <-7,5.6,0>,<1.5,5.6,0>,2.6 Satin(CMain) } cylinder { <-7.4,5.6,0>,<-7,5.6,0>,2.2 Satin(CThird) } torus { 2.62,0.14 rotate z*90 translate <-3.5,5.6,0> Satin(CThird) }
    object { RBox(<1.3,3,-3>,<5.8,9.4,3>,0.35) Satin(CAccent) } object { RBox(<0.6,9.2,-3.5>,<6.5,10.1,3.5>,0.35) Satin(CMain) } box { <2.4,6.2,-3.05>,<4.8,8.4,3.05> Matte(CCream) }
    union { cylinder { <-4.9,7.8,0>,<-4.9,10.2,0>,0.85 } cone { <-4.9,10.2,0>,0.85,<-4.9,11.4,0>,1.35 } Satin(CAccent) } sphere { <-1.4,8.1,0>,1.1 Satin(CThird) }
    object { Wl(2.1) translate <-4.6,2.1,-3.2> } object { Wl(2.1) translate <3,2.1,-3.2> } object { Wl(2.1) translate <-4.6,2.1,3.2> } object { Wl(2.1) translate <3,2.1,3.2> } object { Wl(1.5) translate <-0.8,1.5,-3.2> } translate x*-9 }
  cylinder { <-3.2,2.4,0>,<2,2.4,0>,0.35 Metal(CSteel*0.6) } object { Wagon(CThird) translate x*7 } cylinder { <12,2.4,0>,<14.6,2.4,0>,0.35 Metal(CSteel*0.6) } }
#declare BLo=<-17.2,0,-4>; #declare BHi=<14,11.4,4>;
Stage(Obj,26,-32,1.24)
