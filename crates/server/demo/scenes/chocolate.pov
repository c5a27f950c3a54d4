#include "studio.inc"
Colours("34506b","d8bd8c","4a2a18")
// a wrapped bar, a bar without its paper half open
#declare Obj = union {
  union { object { RBox(<-8,0,-4.2>,<8,1.3,4.2>,0.2) Kraft(CMain) } box { <-5.6,1.29,-2.6>,<5.6,1.33,2.6> Kraft(Col("f1e8d8")) }
    union { object { Txt(Word(L1,"CHOCOLATE"),1.05,0.04) rotate x*90 translate <0,1.38,0.2> } object { Txt(Word(L2,"70 %"),0.8,0.04) rotate x*90 translate <0,1.38,-1.7> } Matte(CMain) } rotate y*12 translate <-1,0,4> }
  union { #local I=0; #while (I<6) #local K=0; #while (K<3) union { object { RBox(<-1.25,0.4,-1.25>,<1.25,1.5,1.25>,0.3) } box { <-1.35,0,-1.35>,<1.35,0.6,1.35> } translate <-3+I*2.7,0,-2.7+K*2.7> } #local K=K+1; #end #local I=I+1; #end Satin(CThird) rotate y*-10 translate <1,0,-6.2> }
  object { RBox(<-9,-0.02,-4.3>,<-3,1.62,4.3>,0.2) texture { pigment { color CAccent } normal { crackle 0.3 scale 0.8 } finish { diffuse 0.5 specular 0.6 roughness 0.03 metallic reflection { CAccent*0.3 metallic } } } rotate y*-10 translate <1,0,-6.2> }
}
#declare Elev1=32; #declare Elev2=48; #declare BLo=<-10,0,-11>; #declare BHi=<12,1.6,9>;
Stage(Obj,-18,26,1.2)
